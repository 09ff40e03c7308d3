/**
 * {@code ./benchmarks/run rebuild}: all profiles of a year of events built anew, beside Node and
 * plain SQL; what it takes on disk, how fresh rows are meanwhile, how fast a restart is.
 */
@NullMarked
package com.jitsu.benchmarks.rebuild;

import org.jspecify.annotations.NullMarked;
