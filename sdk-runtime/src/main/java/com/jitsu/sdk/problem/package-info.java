/** What can go wrong, in words for the user: code, what, where, remedy. */
@NullMarked
package com.jitsu.sdk.problem;

import org.jspecify.annotations.NullMarked;
