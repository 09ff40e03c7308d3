/**
 * Consumes the journal: one per builder; gives each event its profile and marks the profile dirty.
 */
@NullMarked
package com.jitsu.lite.keyer;

import org.jspecify.annotations.NullMarked;
