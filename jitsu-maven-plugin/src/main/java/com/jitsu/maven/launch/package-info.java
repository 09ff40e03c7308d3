/** Starts server-lite as a process of its own, finds it again, ends it. */
@NullMarked
package com.jitsu.maven.launch;

import org.jspecify.annotations.NullMarked;
