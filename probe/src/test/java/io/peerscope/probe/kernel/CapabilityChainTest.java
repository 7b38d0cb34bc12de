package io.peerscope.probe.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.probe.kernel.CapabilityChain.Pair;
import io.peerscope.probe.kernel.CapabilityChain.Walk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Chains as the kernel makes them, and as a broken one might.
class CapabilityChainTest {

  private final byte[] block = new byte[96];

  private void capability(int at, int id, int next) {
    ByteBuffer.wrap(block)
        .order(ByteOrder.nativeOrder())
        .putShort(at, (short) id)
        .putInt(at + 4, next);
  }

  private Walk walk(long first) {
    return CapabilityChain.walk(block, first, 24);
  }

  @Test
  void unalignedCapabilitiesAreFound() {
    capability(24, 2, 57);
    capability(57, 1, 0);

    assertThat(walk(24).entries()).extracting(CapabilityChain.Entry::id).containsExactly(2, 1);
    assertThat(walk(24).trouble()).isEmpty();
  }

  @Test
  void noCapabilityIsNoTrouble() {
    assertThat(walk(0)).isEqualTo(new Walk(List.of(), Optional.empty()));
  }

  @Test
  void loopEnds() {
    capability(24, 2, 57);
    capability(57, 1, 24);

    assertThat(walk(24).entries()).hasSize(2);
    assertThat(walk(24).trouble().orElseThrow()).contains("loops at offset 24");
  }

  @Test
  void offsetOutsideEnds() {
    capability(24, 2, 95);

    assertThat(walk(24).entries()).hasSize(1);
    assertThat(walk(24).trouble().orElseThrow()).contains("leads to offset 95");
    assertThat(walk(0xffff_ffffL).trouble()).isPresent();
    assertThat(walk(8).trouble()).isPresent();
  }

  @Test
  void countThatPromisesTooMuchGivesWhatIsThere() {
    capability(24, 1, 0);
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder());
    bytes.putInt(32, -1).putLong(40, 1).putLong(48, 2);

    assertThat(walk(24).entries().getFirst().pairs()).hasSize(3).startsWith(new Pair(1, 2));
  }
}
