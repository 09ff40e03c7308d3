/** Consumes the journal: one per destination; flattens, types, inserts events. */
@NullMarked
package com.jitsu.lite.loader;

import org.jspecify.annotations.NullMarked;
