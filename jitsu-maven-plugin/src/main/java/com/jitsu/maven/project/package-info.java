/** Finds sources and fixtures, and keeps what was made of them in {@code target/jitsu}. */
@NullMarked
package com.jitsu.maven.project;

import org.jspecify.annotations.NullMarked;
