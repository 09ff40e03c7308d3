/** The packaged server as a process, and what tells how it and this machine are doing. */
@NullMarked
package com.jitsu.benchmarks.server;

import org.jspecify.annotations.NullMarked;
