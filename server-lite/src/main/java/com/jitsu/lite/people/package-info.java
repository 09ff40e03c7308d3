/** Exports and forgets everything about one profile id. */
@NullMarked
package com.jitsu.lite.people;

import org.jspecify.annotations.NullMarked;
