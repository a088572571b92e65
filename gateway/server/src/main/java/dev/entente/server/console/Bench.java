package dev.entente.server.console;

import dev.entente.exchange.Previews;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.exposure.Exposures;
import dev.entente.server.tryout.Tryout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What people try things out with.
 *
 * @param ailments why sources do not work, by dataset
 * @param alarms why a newer policy is not in force
 * @param uploads where what is sent lies until it is answered
 */
public record Bench(
    AllianceDirectory directory,
    Previews previews,
    Tryout tryout,
    Exposures exposures,
    Supplier<Map<String, String>> ailments,
    Supplier<List<String>> alarms,
    Path uploads) {}
