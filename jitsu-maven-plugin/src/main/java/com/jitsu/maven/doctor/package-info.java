/** Looks for what is wrong with a machine, a project or credentials, and names what mends it. */
@NullMarked
package com.jitsu.maven.doctor;

import org.jspecify.annotations.NullMarked;
