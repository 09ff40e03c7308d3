package com.jitsu.lite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private static final int FREE = BodyBudget.FREE_BYTES;

  private final BodyBudget budget = new BodyBudget(1_000_000);

  @Test
  void largeBodiesTakeWhatIsLeftAndSmallOnesNothing() {
    BodyBudget.Share greedy = budget.share();
    greedy.hold(900_000 + FREE);
    assertThat(budget.held()).isEqualTo(900_000);

    BodyBudget.Share large = budget.share();
    BodyBudget.Share small = budget.share();
    small.hold(FREE);
    large.hold(100_000 + FREE);
    assertThatThrownBy(() -> large.hold(100_001 + FREE)).isInstanceOf(BodyBudget.Exhausted.class);
    small.hold(FREE);

    greedy.end();
    greedy.end();
    large.hold(1_000_000 + FREE);
    large.end();
    small.end();
    assertThat(budget.held()).isZero();
  }

  @Test
  void largeOnesAreAnsweredInTurnAndSmallOnesAtOnce() {
    BodyBudget.Share first = budget.share();
    BodyBudget.Share second = budget.share();
    BodyBudget.Share third = budget.share();
    CompletableFuture<Void> firstTurn = first.turn(10_000_000);
    CompletableFuture<Void> secondTurn = second.turn(20_000);
    CompletableFuture<Void> thirdTurn = third.turn(20_000);

    assertThat(firstTurn).as("alone, though it is more than there is").isDone();
    assertThat(secondTurn).isNotDone();
    assertThat(budget.share().turn(FREE)).isDone();

    first.end();
    assertThat(secondTurn).isDone();
    assertThat(thirdTurn).as("both fit").isDone();
    second.end();
    third.end();
    assertThat(budget.held()).isZero();
  }

  @Test
  void whoHasReadItsBodyLetsTheNextHaveItsTurn() {
    BodyBudget.Share first = budget.share();
    BodyBudget.Share second = budget.share();
    first.turn(10_000_000).join();
    CompletableFuture<Void> secondTurn = second.turn(20_000);

    first.endTurn();
    assertThat(secondTurn).isDone();
    first.endTurn();
    first.end();
    second.end();
    assertThat(budget.held()).isZero();
  }

  @Test
  void aLargeOneThatWaitsIsNotOvertakenForEver() {
    BodyBudget.Share first = budget.share();
    BodyBudget.Share large = budget.share();
    BodyBudget.Share next = budget.share();
    first.turn(20_000).join();
    CompletableFuture<Void> largeTurn = large.turn(10_000_000);
    CompletableFuture<Void> nextTurn = next.turn(20_000);

    assertThat(largeTurn).isNotDone();
    assertThat(nextTurn).as("comes after it").isNotDone();
    first.end();
    assertThat(largeTurn).isDone();
    assertThat(nextTurn).isNotDone();
    large.end();
    assertThat(nextTurn).isDone();
  }
}
