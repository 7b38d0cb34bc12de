package io.peerscope.app.canvas.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mellanox Technologies MT27800 Family [ConnectX-5] | ConnectX-5
          NVIDIA Corporation GH100 [H100 PCIe] (rev a1) | H100 PCIe
          Advanced Micro Devices, Inc. [AMD] Starship/Matisse IOMMU | AMD Starship/Matisse IOMMU
          Advanced Micro Devices, Inc. [AMD/ATI] Navi 21 [Radeon RX 6800] | Radeon RX 6800
          Samsung Electronics Co Ltd NVMe SSD Controller SM981 | Samsung NVMe SSD Controller SM981
          Intel Corporation 82574L Gigabit Network Connection [8086:10d3] | Intel 82574L Gigabit Network Connection
          Red Hat, Inc. QEMU PCIe Root port | Red~Hat QEMU PCIe Root port
          Texas Instruments XIO3130 PCI Express Switch | Texas~Instruments XIO3130 PCI Express Switch
          Technology | Technology
          [only] | [only]
          """)
  // `~` stands for a no-break space: a company of two words counts as one word when room is short.
  void namesBecomeWhatPeopleCallTheThing(String name, String expected) {
    assertThat(ShortName.of(name)).isEqualTo(expected.replace('~', '\u00a0'));
  }
}
