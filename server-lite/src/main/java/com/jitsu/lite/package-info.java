/** Starts and stops everything; the only place that wires. */
@NullMarked
package com.jitsu.lite;

import org.jspecify.annotations.NullMarked;
