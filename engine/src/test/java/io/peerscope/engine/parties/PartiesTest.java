package io.peerscope.engine.parties;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What drivers and libraries say on the reference machine. `gpu A` makes A an Nvidia GPU, `amd A`
/// one of AMD, `nic B` a network card.
class PartiesTest {

  @ParameterizedTest(name = "{0}: {1} to {2} [{3}] {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # who                | client | target | settings                              | answer
          driver amdgpu        | B      | A      | amd A                                 | takes part
          driver amdgpu        | D      | A      | amd A                                 | refuses
          driver amdgpu        | D      | A      | amd A; cpu AuthenticAMD/0x19          | takes part
          driver amdgpu        | B      | A      | amd A; ?acs DP0                       | open
          driver amdgpu        | B      | A      | amd A; kernel 5.4                     | refuses
          driver amdgpu        | B      | A      | amd A; ?kernel                        | open
          driver amdgpu        | B      | A      | gpu A                                 | open
          driver amdkfd        | B      | A      | amd A; amd B                          | open
          driver amdkfd        | D      | A      | amd A; amd D                          | refuses
          driver amdkfd        | B      | A      | amd A; amd B; mask B=ffffffff         | refuses
          driver nvidia        | B      | A      | gpu A; nic B                          | takes part
          driver nvidia        | D      | A      | gpu A; nic D                          | open
          driver nvidia        | B      | A      | gpu A; gpu B                          | open
          driver nvidia-force-pcie | B   | A     | gpu A; nic B; iommu translated; acs RP1=1d; acs USP=1d; acs DMA=1d; acs DP0=1d; acs DP1=1d | refuses
          driver nvidia-force-pcie | C0  | C1    | gpu C1; iommu translated              | open
          driver nvidia-force-pcie | B   | A     | gpu A; nic B; iommu off               | open
          driver nvme          | A      | B      | class A=0108                          | takes part
          driver nvme          | A      | D      | class A=0108                          | refuses
          driver nvme          | A      | B      |                                       | open
          driver mlx5          | A      | D      | id A=15b3:1021; class A=0207          | takes part
          driver mlx5          | A      | D      | id A=15b3:1021; class A=0207; kernel 5.4 | refuses
          driver vfio-type1    | A      | D      | iommu translated                      | takes part
          driver vfio-type1    | A      | D      | iommu off                             | refuses
          driver vfio-type1    | A      | D      | ?iommu                                | open
          driver iommufd       | A      | D      | iommu translated                      | refuses
          driver xe            | B      | A      | id A=8086:e212; class A=0300; kernel 6.12 | takes part
          driver nouveau       | A      | B      |                                       | open
          library nccl         | B      | A      | gpu A; gpu B                          | takes part
          library nccl         | D      | A      | gpu A; gpu D                          | refuses
          library nccl/2.18    | D      | A      | gpu A; gpu D                          | refuses
          library nccl/2.18    | D      | A      | gpu A; gpu D; cpu AuthenticAMD/0x19   | takes part
          library nccl/2.7.8   | D      | A      | gpu A; gpu D                          | open
          library nccl/2.18    | D      | A      | gpu A; gpu D; ?cpu                    | open
          library nccl/2.9     | B      | A      | gpu A; gpu B                          | open
          library nccl         | D      | A      | gpu A; gpu D; cpu AuthenticAMD/0x19   | takes part
          library nccl         | D      | A      | gpu A; gpu D; gpu E; cpu AuthenticAMD/0x19 | open
          library nccl@SYS     | D      | A      | gpu A; gpu D                          | takes part
          library nccl@NVL     | B      | A      | gpu A; gpu B                          | refuses
          library nccl@3       | D      | A      | gpu A; gpu D                          | takes part
          library nccl@1       | B      | A      | gpu A; gpu B                          | takes part
          library nccl@LOC     | B      | A      | gpu A; gpu B                          | refuses
          library nccl@PXN     | E      | A      | gpu A; gpu E                          | takes part
          library nccl@4       | D      | A      | gpu A; gpu D                          | takes part
          library nccl@far     | B      | A      | gpu A; gpu B                          | open
          library nccl@SYS     | G      | A      | gpu A; gpu G                          | takes part
          library nccl@PXB     | G      | A      | gpu A; gpu G                          | refuses
          library nccl@PHB     | G      | A      | gpu A; gpu G                          | open
          driver amdkfd        | B      | A      | amd A; amd B; mask B=ffffffff                | refuses
          driver amdkfd        | B      | A      | amd A; amd B; mask B=ffffffffffffffff        | open
          driver amdkfd        | B      | A      | amd A; amd B; mask B=ffffffff; iommu translated | open
          driver amdkfd        | B      | A      | amd A; amd B; mask B=ffffffff; ?size A       | open
          driver nvidia        | D      | A      | gpu A; no RP2                         | open
          driver nvidia-force-pcie | D   | A      | gpu A; iommu translated; acs RP1=1d; acs RP2=1d | refuses
          driver nvidia-force-pcie | D   | A      | gpu A; iommu translated; ?acs RP2     | open
          driver nvidia-force-pcie | D   | A      | gpu A; ?iommu                         | open
          library nccl         | B      | A      | gpu A; nic B                          | takes part
          library nccl         | D      | A      | gpu A; nic D                          | refuses
          library nccl         | D      | A      | gpu A; nic D; ?cpu                    | open
          library nccl         | A      | B      | class A=0108                          | open
          library ucx          | B      | A      | gpu A; nic B                          | open
          """)
  void answerFollowsTheTable(
      String who, String client, String target, String settings, String expected) {
    String[] asked = who.split(" ", 2);
    PartyTable table = asked[0].equals("driver") ? PartyTable.DRIVERS : PartyTable.LIBRARIES;
    Platform platform = machine(expanded(settings == null ? "" : settings)).build();

    Answer answer =
        new Parties(table)
            .ask(
                Asked.parse(asked[1]).orElseThrow(),
                Situation.of(platform, at(name(client)), at(name(target)), 0, false));

    assertThat(spell(answer)).as(answer.reason().toString()).isEqualTo(expected);
  }

  /// Every function that is not made a GPU is something else, so that GPUs can be counted.
  private static String expanded(String settings) {
    return settings
        .replaceAll("gpu (\\w+)", "id $1=10de:2684; class $1=0300")
        .replaceAll("amd (\\w+)", "id $1=1002:744c; class $1=0300")
        .replaceAll("nic (\\w+)", "id $1=15b3:1021; class $1=0207");
  }

  private static String spell(Answer answer) {
    return switch (answer) {
      case Answer.TakesPart _ -> "takes part";
      case Answer.Refuses _ -> "refuses";
      case Answer.Undetermined _ -> "open";
    };
  }

  @Test
  void readingAnOldGpuIsLeftOpen() {
    Platform platform = machine(expanded("gpu A; nic B")).build();

    Answer answer =
        new Parties(PartyTable.LIBRARIES)
            .ask(
                Asked.parse("nccl").orElseThrow(),
                Situation.of(platform, at(name("B")), at(name("A")), 0, true));

    assertThat(answer).isInstanceOf(Answer.Undetermined.class);
  }

  @Test
  void whatIsNotDocumentedSaysSo() {
    Platform platform = machine().build();

    Answer answer =
        new Parties(PartyTable.DRIVERS)
            .ask(
                Asked.parse("nouveau").orElseThrow(),
                Situation.of(platform, at(name("B")), at(name("A")), 0, false));

    assertThat(answer.reason().text()).isEqualTo("nothing is documented here of driver nouveau");
    assertThat(answer.reason().code()).isEqualTo("driver-undocumented");
  }

  @Test
  void everyRowIsMadeOfConditionsThatExist() {
    Platform platform = machine().build();
    var conditions =
        new Conditions(
            Situation.of(platform, at(name("B")), at(name("A")), 0, false), Optional.empty());

    for (PartyTable table : List.of(PartyTable.DRIVERS, PartyTable.LIBRARIES)) {
      for (Row row : table.rows()) {
        assertThat(row.demands()).as("%s", row.position()).isNotEmpty();
        row.guards().forEach(conditions::check);
        row.demands().forEach(conditions::check);
        DevicePattern.parse(row.client());
        DevicePattern.parse(row.target());
      }
    }
  }
}
