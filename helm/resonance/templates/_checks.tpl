{{/* What a schema cannot express. Every message says what is wrong and what to do; none repeats a secret. */}}
{{- define "resonance.checks" -}}
{{- $folder := trimSuffix "/" .Values.state.folder -}}
{{- if and .Values.plantFile .Values.plantConfigMap -}}
{{- fail "Both plantFile and plantConfigMap are set. Keep one: the text of the plant file, or the name of a ConfigMap that holds it." -}}
{{- end -}}
{{- if not (or .Values.plantFile .Values.plantConfigMap) -}}
{{- fail "There is no plant file. Add --set-file plantFile=plant.yaml, or set plantConfigMap to the name of a ConfigMap with the key plant.yaml." -}}
{{- end -}}
{{- if not (regexMatch "^(file:///var/lib/resonance(/\\S*)?|s3://\\S+)$" .Values.state.folder) -}}
{{- fail (printf "state.folder is %s, which not every pod can reach. Use file:///var/lib/resonance, the shared volume, or s3://bucket/path." .Values.state.folder) -}}
{{- end -}}
{{- range $where, $settings := dict "flinkConfiguration" .Values.flinkConfiguration "plantJob.flinkConfiguration" .Values.plantJob.flinkConfiguration "mesDelivery.flinkConfiguration" .Values.mesDelivery.flinkConfiguration -}}
{{- range $key, $value := $settings -}}
{{- if regexMatch "password|secret|access-key|token" $key -}}
{{- fail (printf "%s sets %s, which everyone who may read FlinkDeployments would see. Remove it; keys for S3 come from a Secret named in secrets.env." $where $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name, $job := dict "plantJob" .Values.plantJob "mesDelivery" .Values.mesDelivery -}}
{{- if and (gt (int $job.jobManager.replicas) 1) (not $.Values.highAvailability.enabled) -}}
{{- fail (printf "%s.jobManager.replicas is %d, but a standby needs the leader in ConfigMaps. Set highAvailability.enabled to true, or replicas to 1." $name (int $job.jobManager.replicas)) -}}
{{- end -}}
{{- if and (eq $job.upgradeMode "last-state") (not $.Values.highAvailability.enabled) -}}
{{- fail (printf "%s.upgradeMode is last-state, which finds the last checkpoint through high availability. Set highAvailability.enabled to true, or upgradeMode to savepoint." $name) -}}
{{- end -}}
{{- end -}}
{{- if .Values.plantFile -}}
{{- include "resonance.checkPlantFile" (dict "root" . "folder" $folder) -}}
{{- end -}}
{{- end -}}

{{- define "resonance.checkPlantFile" -}}
{{- $text := .root.Values.plantFile -}}
{{- $plant := fromYaml $text -}}
{{- if or (hasKey $plant "Error") (not (hasKey $plant "resonance")) -}}
{{- fail "plantFile is not a plant file: it is not YAML with the key `resonance`. Run `resonance check plant.yaml`, then add --set-file plantFile=plant.yaml." -}}
{{- end -}}
{{- if regexMatch "(?i)(password|token|sasl\\.jaas\\.config)[\"']?[ \\t]*:[ \\t]*[\"']?[^ \\t\\r\\n\"'#$]" $text -}}
{{- fail "plantFile holds a password, token or sasl.jaas.config as plain text. Put it into a Secret and refer to it: ${file:/run/secrets/resonance/KEY} or ${env:NAME}." -}}
{{- end -}}
{{- range regexFindAll "\\$\\{file:[^}]*\\}" $text -1 -}}
{{- if not (hasPrefix "${file:/run/secrets/resonance/" .) -}}
{{- fail (printf "plantFile refers to %s, but the pods see secrets in /run/secrets/resonance only. Change the reference to ${file:/run/secrets/resonance/KEY}." .) -}}
{{- else if not $.root.Values.secrets.files -}}
{{- fail (printf "plantFile refers to %s, but secrets.files names no Secret. Set secrets.files to the Secret that has this key." .) -}}
{{- end -}}
{{- end -}}
{{- range regexFindAll "\\$\\{env:[^}]*\\}" $text -1 -}}
{{- if not $.root.Values.secrets.env -}}
{{- fail (printf "plantFile refers to %s, but secrets.env names no Secret. Set secrets.env to the Secret that has this key." .) -}}
{{- end -}}
{{- end -}}
{{- $checkpoints := dig "checkpoints" "folder" "" $plant -}}
{{- if and $checkpoints (ne $checkpoints .folder) (not (hasPrefix (printf "%s/" .folder) $checkpoints)) -}}
{{- fail (printf "The plant file's checkpoints.folder is %s, which is not in state.folder %s: checkpoints would be lost with the pod. Change one of them." $checkpoints .folder) -}}
{{- end -}}
{{- end -}}
