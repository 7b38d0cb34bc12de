package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.topology.Topology;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The order in which the kernel finds functions.
class ScanOrderTest {

  /// Bus numbers that a firmware gave in another order than a scan would; 30:00.0 and 10000:f0:00.0
  /// are below bridges that the input does not show.
  @Test
  void eachBusThenWhatIsBelowItsBridgesThenDomainsThatFunctionsOpenThenVirtualFunctions() {
    Topology topology =
        aPlatform()
            .rootPort("00:01.0", 5)
            .rootPort("00:02.0", 2)
            .endpoint("02:00.0")
            .virtualFunctions("02:00.0", 1)
            .endpoint("05:00.0")
            .endpoint("30:00.0")
            .rootPort("10000:e0:06.0", 0xe5)
            .rootPort("10000:e0:07.0", 0xe2)
            .endpoint("10000:e2:00.0")
            .endpoint("10000:e5:00.0")
            .endpoint("10000:f0:00.0")
            .build()
            .topology();

    assertThat(ScanOrder.of(topology))
        .isEqualTo(
            addresses(
                "00:01.0 00:02.0 05:00.0 02:00.0 30:00.0 10000:e0:06.0 10000:e0:07.0 10000:e5:00.0"
                    + " 10000:e2:00.0 10000:f0:00.0 02:00.1"));
  }

  /// Where the input says so, a domain of any number; what it was opened by is placed before.
  @Test
  void domainThatAFunctionOpensComesAfterThatFunction() {
    Topology topology =
        aPlatform()
            .rootPort("0001:00:01.0", 1)
            .endpoint("0001:01:00.0")
            .endpoint("0001:30:00.0")
            .integratedEndpoint("0002:00:05.0")
            .rootPort("0002:00:06.0", 1)
            .endpoint("0002:30:00.0")
            .build()
            .topology()
            .withOpener(
                new PciBus(1, 0), Fact.known(at("0002:30:00.0"), new GivenByOption("--test")));

    assertThat(ScanOrder.of(topology))
        .isEqualTo(
            addresses(
                "0002:00:05.0 0002:00:06.0 0002:30:00.0 0001:00:01.0 0001:01:00.0 0001:30:00.0"));
  }

  private static List<PciAddress> addresses(String text) {
    return Arrays.stream(text.split(" ", -1)).map(each -> at(each)).toList();
  }
}
