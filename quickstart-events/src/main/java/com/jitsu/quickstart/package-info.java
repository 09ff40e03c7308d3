/** A made-up shop and its month of events, for {@code ./quickstart}. */
@NullMarked
package com.jitsu.quickstart;

import org.jspecify.annotations.NullMarked;
