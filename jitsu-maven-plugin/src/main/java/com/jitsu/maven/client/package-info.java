/** Speaks to a server over HTTP. */
@NullMarked
package com.jitsu.maven.client;

import org.jspecify.annotations.NullMarked;
