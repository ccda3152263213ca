package dev.kfstack.stacks;

import dev.kfstack.addresses.StackAddress;
import dev.kfstack.constructs.NamedResource;
import dev.kfstack.problem.Place;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.stacks.Provenance.OfStack;
import dev.kfstack.stacks.Provenance.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An environment and its stacks. */
record BuiltEnvironment(EnvironmentFile file, List<EnvironmentStack> stacks) {

    SortedSet<StackAddress> addresses() {
        SortedSet<StackAddress> addresses = new TreeSet<>();
        for (EnvironmentStack stack : stacks) {
            stack.addresses()
                    .named()
                    .keySet()
                    .forEach(address -> addresses.add(new StackAddress(stack.stackName(), address)));
        }
        return addresses;
    }

    SortedMap<String, OfStack> provenance(Path environmentsFolder) {
        SortedMap<String, OfStack> provenance = new TreeMap<>();
        for (EnvironmentStack stack : stacks) {
            SortedMap<String, Origin> origins = new TreeMap<>();
            stack.addresses()
                    .named()
                    .forEach((address, resource) -> origins.put(address, origin(resource, environmentsFolder)));
            provenance.put(stack.stackName(), new OfStack(file.name(), origins));
        }
        return provenance;
    }

    private Origin origin(NamedResource resource, Path environmentsFolder) {
        Place place = file.reading().sources().place(resource.origin());
        Path written = Path.of(place.file());
        Path relative = written.startsWith(environmentsFolder) ? environmentsFolder.relativize(written) : written;
        return new Origin(
                resource.origin().text(),
                relative.toString().replace('\\', '/'),
                place.line(),
                resource.construct().getName());
    }
}
