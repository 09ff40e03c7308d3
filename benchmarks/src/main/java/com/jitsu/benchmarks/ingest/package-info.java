/**
 * {@code ./benchmarks/run ingest}: how many events the server takes, how long each answer waits,
 * beside bare Jetty and the journal alone.
 */
@NullMarked
package com.jitsu.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
