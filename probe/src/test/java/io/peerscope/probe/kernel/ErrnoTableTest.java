package io.peerscope.probe.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every errno that a real VFIO was seen to give at a call has its own explanation.
class ErrnoTableTest {

  @ParameterizedTest
  @CsvSource({
    "open-container, ENOENT",
    "open-group, ENOENT",
    "open-group, EBUSY",
    "open-group, EACCES",
    "set-iommu, EINVAL",
    "set-iommu, ENODEV",
    "set-iommu, EPERM",
    "group-set-container, EPERM",
    "group-set-container, EINVAL",
    "group-get-device-fd, EINVAL",
    "group-get-device-fd, ENODEV",
    "device-get-info, EINVAL",
    "device-get-region-info, EINVAL",
    "device-get-irq-info, EINVAL",
    "read-config, EFAULT",
    "read-config, EIO",
    "iommu-map-dma, EEXIST",
    "iommu-map-dma, EINVAL",
    "iommu-map-dma, EFAULT",
    "iommu-map-dma, ENOMEM",
    "iommu-map-dma, ENOSPC",
    "iommu-unmap-dma, EINVAL",
    "ioas-map, EFAULT",
    "device-feature, ENOTTY",
    "any, ENOTTY",
    "any, EBUSY"
  })
  void observedErrnoHasAnExplanation(String call, String errno) {
    assertThat(ErrnoTable.knows(call, errno)).isTrue();
  }

  @Test
  void errnoThatNobodySawIsNamedAllTheSame() {
    assertThat(ErrnoTable.explain(Ioctl.SET_IOMMU, 4321).name()).isEqualTo("errno 4321");
  }
}
