package io.peerscope.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.KernelVersion.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelProfileTest {

  @ParameterizedTest
  @CsvSource({
    "4.20,             Linux 4.20",
    "5.15.0-91-generic, Linux 5.12",
    "6.1.192,          Linux 6.1",
    "6.12,             Linux 6.2",
    "7.0,              Linux 6.19",
    "99.0,             Linux 7.2",
    "maintainer,       the PCI maintainers' tree",
    "proposed-acs-egress, the proposal to read the ACS egress vector",
    "proposed-tlp-classes, the proposal to judge requests and completions apart",
    "proposed-hmat,    the proposal to ask the HMAT"
  })
  void newestProfileNotAboveTheKernelApplies(String kernel, String profile) {
    KernelVersion version = KernelVersion.parse(kernel).orElseThrow();

    assertThat(KernelProfile.newestNotAbove(version)).map(Object::toString).hasValue(profile);
  }

  @Test
  void kernelBelowTheOldestHasNone() {
    assertThat(KernelProfile.newestNotAbove(new KernelVersion(4, 19))).isEmpty();
  }

  /// Rules of another proposal are none of its own.
  @Test
  void treeBelowItsOldestHasNone() {
    assertThat(KernelProfile.newestNotAbove(new KernelVersion(7, 1, Tree.PROPOSED_HMAT))).isEmpty();
    assertThat(KernelProfile.newestNotAbove(new KernelVersion(7, 2, Tree.PCI_MAINTAINERS)))
        .isEmpty();
  }

  @Test
  void newestIsARelease() {
    assertThat(KernelProfile.newest()).hasToString("Linux 7.2");
  }

  @Test
  void everyVersionIsReadAsItIsPrinted() {
    assertThat(KernelProfile.all())
        .allSatisfy(profile ->
            assertThat(KernelVersion.parse(profile.since().toString())).hasValue(profile.since()));
  }

  /// 5.9 trusts every Zen by its processor, and so dropped the rows of their host bridges.
  @ParameterizedTest
  @CsvSource({"5.1, false", "5.2, true", "5.8, true", "5.9, false", "6.1, false"})
  void rowOfTheListHoldsFromItsFirstReleaseToItsLast(String kernel, boolean listed) {
    HostBridgeTable rows = HostBridgeTable.load().of(KernelVersion.parse(kernel).orElseThrow());

    assertThat(rows.find(new VendorDevice(0x1022, 0x1450)).isPresent()).isEqualTo(listed);
  }
}
