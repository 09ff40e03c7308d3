/**
 * {@code ./benchmarks/run tests}: {@code mvn jitsu:test} and {@code jitsu-cli test} on the same
 * cases.
 */
@NullMarked
package com.jitsu.benchmarks.tests;

import org.jspecify.annotations.NullMarked;
