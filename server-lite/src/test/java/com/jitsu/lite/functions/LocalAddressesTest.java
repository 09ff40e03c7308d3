package com.jitsu.lite.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::127.0.0.1",
        "::192.168.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2002:c0a8:101::",
        "2001::1",
        "2606:4700::5efe:192.168.0.1",
        "2606:4700::200:5efe:10.0.0.1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
      })
  void whatLeadsBackIsLocal(String address) throws IOException {
    assertThat(LocalAddresses.isLocal(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2606:4700::5efe:8.8.8.8",
        "fbff::1",
      })
  void theRestOfTheWorldIsNot(String address) throws IOException {
    assertThat(LocalAddresses.isLocal(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aNameMayBeLocalWhenItIsAllowedAsItIsAskedFor() throws IOException {
    AddressRules rules = new AddressRules(true, Set.of("Sidecar", "10.0.0.5", "[FD00:0::1]"));

    assertThatCode(
            () -> {
              rules.check(address("sidecar", "127.0.0.1"));
              rules.check(new InetSocketAddress("10.0.0.5", 80));
              rules.check(new InetSocketAddress("fd00::1", 80));
              rules.check(address("example.com", "93.184.215.14"));
              AddressRules.open().check(address("x", "127.0.0.1"));
            })
        .doesNotThrowAnyException();
    for (InetSocketAddress refused :
        new InetSocketAddress[] {
          address("sidecar.evil.example", "127.0.0.1"),
          address("evil.example", "10.0.0.5"),
          address("evil.example", "fd00::1"),
          new InetSocketAddress("10.0.0.6", 80),
          InetSocketAddress.createUnresolved("sidecar", 80),
        }) {
      assertThatThrownBy(() -> rules.check(refused))
          .as("%s", refused)
          .isInstanceOf(IOException.class);
    }
  }

  private static InetSocketAddress address(String name, String address) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByAddress(name, InetAddress.getByName(address).getAddress()), 80);
  }
}
