package com.jitsu.lite.warehouse;

/** The database did not do what it should; nothing was written. Trying again may help. */
public final class WarehouseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WarehouseException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
