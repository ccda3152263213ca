package dev.kfstack.validation;

import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People and groups, each of whom has a resource of its own in Terraform. */
final class Members {

    private Members() {}

    static void areNamedOnce(List<String> members, ConfigPath path, Report report) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            String member = members.get(i);
            String earlier = named.putIfAbsent(ResourceNames.addressOf(member), member);
            if (member.equals(earlier)) {
                report.error(path.item(i), "\"" + member + "\" is named twice");
            } else if (earlier != null) {
                report.error(
                        path.item(i),
                        "\"" + member + "\" and \"" + earlier + "\" come to the same address in Terraform",
                        "put both into a group");
            }
        }
    }
}
