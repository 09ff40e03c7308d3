/** {@code ./benchmarks/run engine}: our engine and Node with isolated-vm on the same events. */
@NullMarked
package com.jitsu.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
