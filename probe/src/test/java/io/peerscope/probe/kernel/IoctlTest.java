package io.peerscope.probe.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which requests there are, and above all which there are not.
class IoctlTest {

  /// SET_IRQS, RESET, GET_PCI_HOT_RESET_INFO, PCI_HOT_RESET, QUERY_GFX_PLANE, GET_GFX_DMABUF,
  /// IOEVENTFD: on a device these numbers reset, raise interrupts or watch registers.
  private static final Set<Integer> HARMFUL_ON_A_DEVICE =
      Set.of(0x3b6e, 0x3b6f, 0x3b70, 0x3b71, 0x3b72, 0x3b73, 0x3b74);

  private static Set<Integer> numbersOn(DescriptorKind kind) {
    return Arrays.stream(Ioctl.values())
        .filter(request -> request.on() == kind)
        .map(Ioctl::number)
        .collect(Collectors.toSet());
  }

  @Test
  void everyRequestHasARowOfTheTable() {
    assertThat(Ioctl.values())
        .allSatisfy(request -> {
          assertThat(request.number()).isBetween(0x3b64, 0x3b94);
          assertThat(request.effect()).isNotEmpty();
          assertThat(request.source()).startsWith("include/uapi/linux/");
        });
  }

  @Test
  void nothingThatResetsCanBeAskedOfADevice() {
    assertThat(numbersOn(DescriptorKind.DEVICE)).doesNotContainAnyElementsOf(HARMFUL_ON_A_DEVICE);
  }

  @Test
  void requestsThatChangeSomethingNeedTheirWord() {
    assertThat(
            Map.of(
                Ioctl.SET_IOMMU, Level.D,
                Ioctl.GROUP_GET_DEVICE_FD, Level.E,
                Ioctl.DEVICE_BIND_IOMMUFD, Level.E,
                Ioctl.IOMMU_MAP_DMA, Level.G,
                Ioctl.IOAS_MAP, Level.G))
        .allSatisfy((request, level) -> {
          assertThat(request.level()).isEqualTo(level);
          assertThat(level.acceptance()).isPresent();
        });
  }
}
