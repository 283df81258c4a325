package io.resonance.benchmark.mes;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.testbed.mes.EffectLedger;
import io.resonance.testbed.mes.MesCertificate;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The simulated MES over HTTPS; some equipment it rejects, some it answers slowly. */
final class MesServer implements ChildPart {

  static final String NAME = "mes-server";
  static final String URL = "url";
  static final String TRUST = "trust";
  static final String EFFECTS = "effects";
  static final String INVERSIONS = "inversions";
  static final String INVALID = "invalid";
  static final String DUPLICATES = "duplicates";
  static final String FOLDER = "folder";

  private final SimulatedMes mes;
  private final Path trust;

  MesServer(Map<String, String> settings) throws Exception {
    MesCertificate certificate = MesCertificate.forThisMachine();
    trust = certificate.writePem(Path.of(settings.get(FOLDER)).resolve("mes.pem"));
    mes = SimulatedMes.start(SimulatedMesOptions.plain().withTls(certificate));
    mes.play(
        message -> {
          if (message.equipment().startsWith(MesLoad.REJECTING)) {
            return Optional.of(new MesFault.Rejected("unknown lot"));
          }
          if (message.equipment().startsWith(MesLoad.SLOW)) {
            return Optional.of(new MesFault.Slow(Duration.ofSeconds(3)));
          }
          return Optional.empty();
        });
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(URL, mes.url(), TRUST, trust.toString());
  }

  @Override
  public Map<String, Long> totals() {
    EffectLedger.Counts counts = mes.ledger().counts();
    return Map.of(
        EFFECTS,
        counts.accepted(),
        INVERSIONS,
        counts.orderInversions(),
        INVALID,
        counts.invalid(),
        DUPLICATES,
        counts.duplicates());
  }

  @Override
  public void stop() {
    mes.close();
  }
}
