/** Lets go of what is too old: the journal beyond its retention, histories beyond their window. */
@NullMarked
package com.jitsu.lite.retention;

import org.jspecify.annotations.NullMarked;
