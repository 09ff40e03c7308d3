/**
 * What several benchmarks measure with: JDKs, commands on the clock, the plugin of this checkout.
 */
@NullMarked
package com.jitsu.benchmarks.tools;

import org.jspecify.annotations.NullMarked;
