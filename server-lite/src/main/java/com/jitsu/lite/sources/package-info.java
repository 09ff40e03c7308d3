/** Who may send events: sources, their keys, their origins. */
@NullMarked
package com.jitsu.lite.sources;

import org.jspecify.annotations.NullMarked;
