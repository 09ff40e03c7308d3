/** From sources to one frozen, digested ES module; type checking. */
@NullMarked
package com.jitsu.sdk.bundle;

import org.jspecify.annotations.NullMarked;
