/** Drafts, versions and the published pointer. */
@NullMarked
package com.jitsu.lite.builders;

import org.jspecify.annotations.NullMarked;
