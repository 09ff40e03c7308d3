/** What a person or another tool reads: console, progress, XML. */
@NullMarked
package com.jitsu.maven.report;

import org.jspecify.annotations.NullMarked;
