package io.peerscope.probe.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.Errno;
import io.peerscope.probe.kernel.Ioctl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The calls themselves, on nodes that every Linux has.
@EnabledOnOs(OS.LINUX)
class LinuxKernelTest {

  private final LinuxKernel kernel = new LinuxKernel();

  @Test
  void missingNodeTellsItsErrno() {
    assertThat(kernel.open("/dev/vfio/no-such-group")).isEqualTo(Answer.failed(Errno.ENOENT));
  }

  @Test
  void whatIsNoNodeIsNotOpened() {
    assertThatThrownBy(() -> kernel.open("/sys/bus/pci/rescan"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestOnAnotherNodeIsNotUnderstood() {
    int descriptor = kernel.open("/dev/null").descriptor();

    assertThat(kernel.request(descriptor, Ioctl.GET_API_VERSION, 0).errno())
        .isEqualTo(Errno.ENOTTY);
    assertThat(kernel.request(descriptor, Ioctl.GROUP_GET_STATUS, new byte[8]).errno())
        .isEqualTo(Errno.ENOTTY);
    assertThat(kernel.close(descriptor).isOk()).isTrue();
    assertThat(kernel.close(descriptor).errno()).isEqualTo(Errno.EBADF);
  }

  @Test
  void bytesAreReadAtAnOffset() {
    int descriptor = kernel.open("/dev/zero").descriptor();
    byte[] bytes = {1, 2, 3};

    assertThat(kernel.read(descriptor, 0, bytes)).isEqualTo(Answer.of(3));
    assertThat(bytes).containsExactly(0, 0, 0);
    kernel.close(descriptor);
  }

  @Test
  void memoryComesAndGoes() {
    Answer memory = kernel.mapMemory(4096);

    assertThat(memory.value() % 4096).isZero();
    assertThat(kernel.unmap(memory.value(), 4096).isOk()).isTrue();
  }
}
