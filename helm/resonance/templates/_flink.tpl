{{/*
Flink's settings of one job as a map of texts: files/config.yaml without what the operator decides, then what Kubernetes
needs, then the user's. Takes root, name (folder of the job's state) and job (its values).
*/}}
{{- define "resonance.flinkConfiguration" -}}
{{- $values := .root.Values -}}
{{- $folder := printf "%s/%s" (trimSuffix "/" $values.state.folder) .name -}}
{{- $settings := omit (.root.Files.Get "files/config.yaml" | fromYaml) "jobmanager.rpc.address" "jobmanager.memory.process.size" "taskmanager.memory.process.size" -}}
{{- $_ := set $settings "execution.checkpointing.dir" (printf "%s/checkpoints" $folder) -}}
{{- $_ := set $settings "execution.checkpointing.savepoint-dir" (printf "%s/savepoints" $folder) -}}
{{- $_ := set $settings "taskmanager.numberOfTaskSlots" .job.taskManager.slots -}}
{{- $_ := set $settings "metrics.reporter.prom.port" "9249" -}}
{{- $_ := set $settings "kubernetes.operator.job.savepoint-on-deletion" "true" -}}
{{- if $values.highAvailability.enabled -}}
{{- $_ := set $settings "high-availability.type" "kubernetes" -}}
{{- $_ := set $settings "high-availability.storageDir" (printf "%s/ha" $folder) -}}
{{- end -}}
{{- if $values.state.s3.endpoint -}}
{{- $_ := set $settings "s3.endpoint" $values.state.s3.endpoint -}}
{{- end -}}
{{- if $values.state.s3.pathStyleAccess -}}
{{- $_ := set $settings "s3.path.style.access" "true" -}}
{{- end -}}
{{- range $key, $value := mergeOverwrite $settings (deepCopy $values.flinkConfiguration) (deepCopy .job.flinkConfiguration) }}
{{ $key }}: {{ $value | toString | quote }}
{{- end }}
{{- end -}}

{{/* One job as a FlinkDeployment. Takes root, name, job, jar, entryClass and component. */}}
{{- define "resonance.flinkDeployment" -}}
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: {{ include "resonance.fullname" .root }}-{{ .name }}
  labels:
    {{- include "resonance.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  image: {{ printf "%s:%s" .root.Values.image.repository (.root.Values.image.tag | default .root.Chart.AppVersion) | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  flinkVersion: v2_2
  mode: native
  serviceAccount: {{ include "resonance.serviceAccountName" .root }}
  flinkConfiguration:
    {{- include "resonance.flinkConfiguration" . | nindent 4 }}
  logConfiguration:
    log4j-console.properties: |
      {{- .root.Files.Get "files/log4j2.properties" | nindent 6 }}
  jobManager:
    replicas: {{ .job.jobManager.replicas }}
    resource:
      cpu: {{ .job.jobManager.cpu }}
      memory: {{ .job.jobManager.memory | quote }}
  taskManager:
    resource:
      cpu: {{ .job.taskManager.cpu }}
      memory: {{ .job.taskManager.memory | quote }}
  podTemplate:
    {{- include "resonance.podTemplate" . | nindent 4 }}
  job:
    jarURI: local:///opt/flink/usrlib/{{ .jar }}
    entryClass: {{ .entryClass }}
    args: ["--plant", "/etc/resonance/plant.yaml"]
    parallelism: {{ .job.parallelism }}
    upgradeMode: {{ .job.upgradeMode }}
    state: running
{{- end -}}
