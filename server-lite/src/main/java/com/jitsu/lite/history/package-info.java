/** A profile's events, in the order in which they were accepted. */
@NullMarked
package com.jitsu.lite.history;

import org.jspecify.annotations.NullMarked;
