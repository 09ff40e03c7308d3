package com.jitsu.lite.people;

/**
 * Makes all who write what they read before rest for a moment.
 *
 * <p>While the action runs no profile is built or written, no keyer commits, and no event is loaded
 * into the warehouse; whoever goes on afterwards reads again what it had read before.
 */
@FunctionalInterface
public interface Standstill {

  /** Returns when the action has run; what it throws is thrown. */
  void still(Runnable action);
}
