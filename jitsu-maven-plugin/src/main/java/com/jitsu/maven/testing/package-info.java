/**
 * Chooses which fixtures run; runs functions side by side, and again what fails if that is asked.
 */
@NullMarked
package com.jitsu.maven.testing;

import org.jspecify.annotations.NullMarked;
