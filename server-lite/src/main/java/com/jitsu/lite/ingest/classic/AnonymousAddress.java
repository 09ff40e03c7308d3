package com.jitsu.lite.ingest.classic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What may be told of an address where the visitor shall not be known by it. The text comes from
 * whoever sends, so it is only ever read here: the JDK asks the network what a name means.
 */
final class AnonymousAddress {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int GROUPS = 8;

  /** 48 bits: what a provider gives to one customer, or to many. */
  private static final int TOLD = 3;

  private AnonymousAddress() {}

  /**
   * {@code 203.0.113.9} becomes {@code 203.0.113.1}; of IPv6 the first 48 bits are left; what is no
   * address is empty.
   */
  static String of(String ip) {
    if (IPV4.matcher(ip).matches()) {
      return ip.substring(0, ip.lastIndexOf('.') + 1) + "1";
    }
    int zone = ip.indexOf('%');
    String address = zone < 0 ? ip : ip.substring(0, zone);
    int last = address.lastIndexOf(':') + 1;
    if (last == 0) {
      return "";
    }
    String tail = address.substring(last);
    if (!IPV4.matcher(tail).matches()) {
      return told(address);
    }
    String mapped = address.substring(0, last);
    return mapped.equalsIgnoreCase("::ffff:") ? of(tail) : told(mapped + "0:0");
  }

  private static String told(String address) {
    List<String> groups = new ArrayList<>();
    int gap = address.indexOf("::");
    if (gap < 0) {
      groups.addAll(groups(address));
    } else {
      List<String> behind = groups(address.substring(gap + 2));
      groups.addAll(groups(address.substring(0, gap)));
      // At least one; what is too long already is refused below.
      int missing = Math.max(1, GROUPS - groups.size() - behind.size());
      groups.addAll(Collections.nCopies(missing, "0"));
      groups.addAll(behind);
    }
    if (groups.size() != GROUPS || !groups.stream().allMatch(g -> GROUP.matcher(g).matches())) {
      return "";
    }
    StringBuilder told = new StringBuilder();
    for (String group : groups.subList(0, TOLD)) {
      told.append(Integer.toHexString(Integer.parseInt(group, 16))).append(':');
    }
    return told.append("0:0:0:0:1").toString();
  }

  private static List<String> groups(String part) {
    return part.isEmpty() ? List.of() : List.of(part.split(":", GROUPS + 1));
  }
}
