package com.jitsu.lite.ingest.classic;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousAddressTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:1",
    "2001:0DB8::9, 2001:db8:0:0:0:0:0:1",
    "2001:db8:1:2:3:4:5::, 2001:db8:1:0:0:0:0:1",
    "::1, 0:0:0:0:0:0:0:1",
    "::, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:1",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "::ffff:203.0.113.9, 203.0.113.1",
    "64:ff9b::203.0.113.9, 64:ff9b:0:0:0:0:0:1",
  })
  void whatIdentifiesTheVisitorIsLeftOut(String ip, String told) {
    assertThat(AnonymousAddress.of(ip)).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not.an.address",
        "z:1",
        "g::1",
        "zz.example:80",
        ".:1",
        "1:2",
        ":::",
        ":",
        "1:2:3:4:5:6:7:",
        ":2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7:8::",
        "12345::1",
        "1.2.3",
        "1.2.3.4.5",
        "::1.2.3",
        "x:1.2.3.4",
        "%eth0",
      })
  void whatIsNoAddressIsNotTold(String ip) {
    assertThat(AnonymousAddress.of(ip)).isEmpty();
  }

  @Test
  void noTextOfAClientIsLookedUpAsAName() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(InetAddress.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(AnonymousAddress.class));
  }
}
