/** The only place that knows Jetty. */
@NullMarked
package com.jitsu.lite.http;

import org.jspecify.annotations.NullMarked;
