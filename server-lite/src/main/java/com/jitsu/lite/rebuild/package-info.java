/** Builds profiles: all of them for a new version, the dirty ones afterwards. */
@NullMarked
package com.jitsu.lite.rebuild;

import org.jspecify.annotations.NullMarked;
