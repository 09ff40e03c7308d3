/**
 * The command {@code ./benchmarks/run}: finds a benchmark by its name, and what they all print
 * with.
 */
@NullMarked
package com.jitsu.benchmarks;

import org.jspecify.annotations.NullMarked;
