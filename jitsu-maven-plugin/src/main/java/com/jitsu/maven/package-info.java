/** Goals: read parameters, call, translate the failure; the only place that knows Maven. */
@NullMarked
package com.jitsu.maven;

import org.jspecify.annotations.NullMarked;
