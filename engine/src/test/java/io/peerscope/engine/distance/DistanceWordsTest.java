package io.peerscope.engine.distance;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of the tools on the reference machine: `?A/B` stands for "A or B, by a missing fact".
class DistanceWordsTest {

  @ParameterizedTest(name = "{0} {1} [{2}]: {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # one   | other | settings                   | tool       | word
          A       | A     |                            | nvidia-smi | X
          A       | B     |                            | nvidia-smi | PIX
          C0      | C1    |                            | nvidia-smi | PIX
          Av1     | Av2   |                            | nvidia-smi | PIX
          M0      | M1    |                            | nvidia-smi | PIX
          P1      | P2    |                            | nvidia-smi | PIX
          A       | E     |                            | nvidia-smi | PXB
          E       | F     |                            | nvidia-smi | PIX
          A       | DMA   |                            | nvidia-smi | ?PIX/PXB
          A       | B     | unkind USP                 | nvidia-smi | ?PIX/PXB
          A       | D     |                            | nvidia-smi | PHB
          R       | R2    |                            | nvidia-smi | PHB
          R       | A     |                            | nvidia-smi | PHB
          A       | G     |                            | nvidia-smi | ?NODE/SYS
          A       | G     | numa A=0                   | nvidia-smi | ?NODE/SYS
          A       | G     | numa A=0; numa G=0         | nvidia-smi | NODE
          A       | G     | numa A=0; numa G=1         | nvidia-smi | SYS
          A       | G     | numa A=-1; numa G=-1       | nvidia-smi | ?NODE/SYS
          V1      | A     | numa V1=0; numa A=0        | nvidia-smi | ?PHB/NODE/SYS
          A       | DP0   |                            | nvidia-smi | ?
          A       | A     |                            | nccl       | LOC
          A       | B     |                            | nccl       | PIX
          C0      | C1    | class C0=0300              | nccl       | PIX
          C0      | C1    | class C0=0207; class C1=0207 | nccl     | LOC
          C0      | C1    |                            | nccl       | ?LOC/PIX
          A       | E     | id USP=10b5:8747; id USPx=10b5:8747 | nccl | PXB
          A       | E     | id USP=1000:c030; id USPx=1000:c030 | nccl | ?PIX/PXB
          A       | DMA   |                            | nccl       | PHB
          M0      | M1    | class M0=0300              | nccl       | PHB
          P1      | P2    |                            | nccl       | PIX
          A       | D     |                            | nccl       | PHB
          A       | G     | numa A=0; numa G=0         | nccl       | PHB
          A       | G     | numa A=0; numa G=1         | nccl       | SYS
          A       | G     | numa A=-1; numa G=-1       | nccl       | PHB
          A       | G     |                            | nccl       | ?PHB/SYS
          C0      | C1    | class C0=0207              | nccl       | ?LOC/PIX
          M0      | M1    | no RP3                     | nccl       | ?LOC/PIX/PXB/PHB/SYS
          A       | E     | ?id USP; ?id USPx          | nccl       | ?PIX/PXB
          A       | E     | id USP=1000:c010; id USPx=1000:c010 | nccl | ?PIX/PXB
          A       | E     | id USP=1000:c012; id USPx=1000:c012 | nccl | PXB
          A       | E     | id USP=1000:c030; id USPx=10b5:8747 | nccl | PXB
          A       | D     | no RP2                     | nccl       | ?PIX/PXB/PHB/SYS
          D       | A     | no RP2                     | nccl       | ?PIX/PXB/PHB/SYS
          A       | G     | numa A=0                   | nccl       | ?PHB/SYS
          V1      | V2    |                            | nccl       | PHB
          V1      | G     | numa V1=0; numa G=0        | nccl       | PHB
          A       | D     | no RP2                     | nvidia-smi | ?PIX/PXB/PHB/NODE/SYS
          V1      | V2    |                            | nvidia-smi | ?PHB/NODE/SYS
          A       | G     | numa G=0                   | nvidia-smi | ?NODE/SYS
          A       | D     | no RP2                     | hwloc      | ?PCIBridge/HostBridge
          A       | D     | no RP2                     | rocm       | ?PCIE 2 hops weight 40
          A       | D     | no RP2                     | xpu-smi    | ?PXB/PIX/PHB/NODE/SYS
          V1      | V2    |                            | xpu-smi    | ?PHB/NODE/SYS
          A       | D     | no RP2                     | ucx        | ?default/phb/node/sys
          V1      | V2    |                            | ucx        | ?phb/node/sys
          A       | D     | no RP2                     | kubernetes | ?same/different
          A       | B     |                            | hwloc      | PCIBridge 0000:01:00.0
          C0      | C1    |                            | hwloc      | PCIBridge 0000:02:02.0
          A       | D     |                            | hwloc      | HostBridge 0000:00
          A       | G     | numa A=0; numa G=1         | hwloc      | ?
          A       | B     |                            | rocm       | PCIE 2 hops weight 40
          A       | D     |                            | rocm       | PCIE 2 hops weight 40
          A       | G     | numa A=0; numa G=0         | rocm       | PCIE 2 hops weight 40
          A       | G     | numa A=0; numa G=1         | rocm       | ?
          A       | A     |                            | xpu-smi    | S
          A       | B     |                            | xpu-smi    | PIX
          A       | E     |                            | xpu-smi    | PIX
          M0      | M1    |                            | xpu-smi    | PXB
          A       | DMA   |                            | xpu-smi    | PXB
          A       | D     |                            | xpu-smi    | PHB
          A       | G     | numa A=0; numa G=0         | xpu-smi    | NODE
          A       | G     | numa A=0; numa G=1         | xpu-smi    | SYS
          A       | E     |                            | ucx        | default
          A       | D     |                            | ucx        | phb
          A       | G     | numa A=0; numa G=0         | ucx        | node
          A       | G     | numa A=0; numa G=1         | ucx        | sys
          A       | D     |                            | kubernetes | same
          A       | G     |                            | kubernetes | different
          V1      | V2    |                            | kubernetes | same
          V1      | A     |                            | kubernetes | ?same/different
          """)
  void wordFollowsTheToolsOwnRule(
      String one, String other, String settings, String tool, String expected) {
    var words = new DistanceWords(machine(settings == null ? "" : settings).build().topology());

    Word word = words.between(Tool.ofSpelling(tool).orElseThrow(), at(name(one)), at(name(other)));

    assertThat(spell(word)).as(word.why()).isEqualTo(expected);
  }

  private static String spell(Word word) {
    return switch (word) {
      case Word.Told(_, var told, _, _) -> told;
      case Word.Untold(_, var possible, _, _) -> "?" + String.join("/", possible);
    };
  }

  @Test
  void missingNumaNodesAreNamedAsTheReason() {
    var words = new DistanceWords(machine().build().topology());

    Word word = words.between(Tool.NVIDIA_SMI, at(name("A")), at(name("G")));

    assertThat(word.why()).isEqualTo("NODE or SYS: the NUMA nodes are not told");
  }

  @Test
  void toolsMeanDifferentThingsByOneWord() {
    String settings = "numa A=0; numa G=0";
    var words = new DistanceWords(machine(settings).build().topology());

    assertThat(words.between(at(name("A")), at(name("G"))))
        .extracting(word -> word.told().orElse("?"))
        .containsExactly("NODE", "PHB", "?", "PCIE 2 hops weight 40", "NODE", "node", "different");
  }
}
