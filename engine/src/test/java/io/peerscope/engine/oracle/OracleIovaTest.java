package io.peerscope.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.iommu.IovaSpace;
import io.peerscope.engine.iommu.IovaSpaces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every I/O virtual address that a booted kernel gave is one that we say its allocator may give.
class OracleIovaTest {

  private static final long PAGE = 4096;

  @Test
  void noKernelGaveAnAddressThatWeSayIsReserved() {
    List<OracleCase> cases = OracleCase.all();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();
    long given = 0;
    long firstChoices = 0;

    for (OracleCase machine : cases) {
      var spaces = new IovaSpaces(machine.platform());
      for (String line : machine.lines("map.tsv.gz")) {
        String[] columns = line.split("\t", -1);
        if (columns[4].equals("translated")) {
          given++;
          IovaSpace space = spaces.of(PciAddress.parse(columns[1]).orElseThrow());
          long iova = Long.decode(columns[5]);
          if (!space.offers(AddressRange.ofSize(iova, PAGE))) {
            wrong.add(machine + ": " + line);
          }
          long mask = Long.parseUnsignedLong(columns[3].substring(2), 16);
          firstChoices +=
              space.firstChoice(PAGE, mask).filter(first -> first.value() == iova).stream().count();
        }
      }
    }

    System.out.printf(
        "%d machines, %d IOVAs, %d in reserved ranges, %d the first choice of a fresh domain%n",
        cases.size(), given, wrong.size(), firstChoices);
    assertThat(wrong.stream().limit(20)).isEmpty();
    assertThat(given).isGreaterThan(2_000);
  }
}
