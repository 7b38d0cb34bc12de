package io.peerscope.engine.dma;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;
import org.junit.jupiter.api.Test;

/// Pages that lie side by side become one segment; others do not.
class SegmentPlanTest {

  private static final Mapping.Programmed TRANSLATED =
      new Mapping.Programmed(
          Mapping.How.TRANSLATED,
          Fact.unknown("the allocator's choice"),
          Reason.of("iova", "the IOMMU translates"));

  @Test
  void fullPagesJoinUpToTheClientsLimit() {
    var plan = new SegmentPlan(8192);
    for (int number = 1; number <= 5; number++) {
      plan.add(number, TRANSLATED, 0, 0, 4096);
    }

    assertThat(plan.segments()).extracting(Segment::length).containsExactly(8192L, 8192L, 4096L);
    assertThat(plan.segments()).extracting(Segment::offset).containsExactly(0L, 8192L, 16384L);
    assertThat(plan.blockSizes()).containsExactly(20480L);
  }
}
