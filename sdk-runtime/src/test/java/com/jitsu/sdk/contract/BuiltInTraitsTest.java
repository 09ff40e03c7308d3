package com.jitsu.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BuiltInTraitsTest {

  @Test
  void aLaterIdentifyWinsKeyByKeyAndReplacesNestedObjectsWhole() {
    assertThat(
            user(
                    "{'type':'identify','traits':{'a':1,'b':{'x':1,'y':2},'c':1}}",
                    "{'type':'identify','traits':{'a':2,'b':{'x':3},'c':null}}")
                .traits())
        .isEqualTo(object("{'a':2,'b':{'x':3},'c':null}"));
  }

  @Test
  void theFirstNonEmptyIdsOfIdentifyEventsWin() {
    ProfileUser user =
        user(
            "{'type':'page','userId':'page','anonymousId':'page'}",
            "{'type':'identify','userId':'','anonymousId':7}",
            "{'type':'identify','userId':'u1'}",
            "{'type':'identify','userId':'u2','anonymousId':'a1'}");

    assertThat(user).isEqualTo(new ProfileUser("p1", "u1", "a1", Json.object()));
  }

  @Test
  void otherEventsAndContextTraitsCountForNothing() {
    assertThat(
            user(
                "{'type':'track','event':'identify','traits':{'a':1}}",
                "{'traits':{'type':'identify'},'type':'page'}",
                "{'type':'identify','context':{'traits':{'a':1}}}",
                "{'type':'identify','traits':[1]}",
                "['identify']"))
        .isEqualTo(new ProfileUser("p1", "", "", Json.object()));
  }

  @Test
  void theUserIsACopyOfWhatIsKnownSoFar() {
    BuiltInTraits traits = new BuiltInTraits();
    traits.accept(bytes("{'type':'identify','traits':{'a':1}}"));
    ProfileUser before = traits.user("p1");
    traits.accept(Json.parse(bytes("{'type':'identify','traits':{'a':2}}")));

    assertThat(before.traits()).isEqualTo(object("{'a':1}"));
    assertThat(traits.user("p1").traits()).isEqualTo(object("{'a':2}"));
  }

  private static ProfileUser user(String... events) {
    BuiltInTraits traits = new BuiltInTraits();
    for (String event : events) {
      traits.accept(bytes(event));
    }
    return traits.user("p1");
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(bytes(json));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
