package io.peerscope.app.canvas;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionTipTest {

  @Test
  void theWholeNameAndTheIdsAreToldAndWhatIsUnknownIsNamed() {
    String tip = FunctionTip.of(Machine.withSwitch().topology().at(at("04:00.0")));

    assertThat(tip)
        .startsWith("0000:04:00.0  Mellanox Technologies MT27800 Family [ConnectX-5]")
        .contains("15b3:1017")
        .contains("not told: driver, IOMMU group, NUMA node");
  }
}
