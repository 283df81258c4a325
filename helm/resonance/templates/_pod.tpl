{{/* What JobManager and TaskManager pods have in common. Flink fills in commands, its own ports and the resources. */}}
{{- define "resonance.podTemplate" -}}
{{- $values := .root.Values -}}
apiVersion: v1
kind: Pod
metadata:
  name: pod-template
  labels:
    {{- include "resonance.selectorLabels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
  annotations:
    # A changed plant file or rule pack changes these sums, and the operator upgrades the job.
    checksum/plant-file: {{ $values.plantFile | sha256sum }}
    {{- if $values.rulePacks }}
    checksum/rules: {{ $values.rulePacks | toJson | sha256sum }}
    {{- end }}
spec:
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    # The user flink of the official image; the group may write to the volume.
    runAsUser: 9999
    runAsGroup: 9999
    fsGroup: 9999
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with $values.pods.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.pods.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: flink-main-container
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      env:
        # The home folder is read-only; native libraries are unpacked here.
        - name: DJL_CACHE_DIR
          value: /tmp/djl
      {{- with $values.secrets.env }}
      envFrom:
        {{- range . }}
        - secretRef:
            name: {{ . }}
        {{- end }}
      {{- end }}
      ports:
        - name: metrics
          containerPort: 9249
      volumeMounts:
        {{- include "resonance.volumeMounts" . | trim | nindent 8 }}
  volumes:
    {{- include "resonance.volumes" . | trim | nindent 4 }}
{{- end -}}

{{/* Not empty where the pods connect to OPC UA servers. */}}
{{- define "resonance.talksOpcUa" -}}
{{- if or (eq .name "plant") (and (eq .name "mes-delivery") .root.Values.mesDelivery.opcua) -}}
true
{{- end -}}
{{- end -}}

{{- define "resonance.volumeMounts" -}}
{{- $values := .root.Values -}}
- name: temporary
  mountPath: /tmp
- name: log
  mountPath: /opt/flink/log
- name: plant-file
  mountPath: /etc/resonance/plant.yaml
  subPath: plant.yaml
  readOnly: true
{{- if $values.rulePacks }}
- name: rules
  mountPath: /etc/resonance/rules
  readOnly: true
{{- end }}
{{- if include "resonance.onVolume" .root }}
- name: state
  mountPath: /var/lib/resonance
{{- end }}
{{- if $values.secrets.files }}
# Not /run/secrets itself: Kubernetes puts the service account's token there and could not under a read-only mount.
- name: secrets
  mountPath: /run/secrets/resonance
  readOnly: true
{{- end }}
{{- if $values.tls.secret }}
- name: tls
  mountPath: /etc/resonance/tls
  readOnly: true
{{- end }}
{{- if include "resonance.talksOpcUa" . }}
# Certificates of servers that were not trusted, for the deployer to look at.
- name: pki-rejected
  mountPath: /etc/resonance/pki/rejected
{{- range $folder, $secret := $values.pki }}
{{- if $secret }}
- name: pki-{{ $folder }}
  mountPath: /etc/resonance/pki/{{ $folder }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "resonance.volumes" -}}
{{- $values := .root.Values -}}
- name: temporary
  emptyDir:
    sizeLimit: 10Gi
- name: log
  emptyDir:
    sizeLimit: 1Gi
- name: plant-file
  configMap:
    name: {{ include "resonance.plantConfigMap" .root }}
{{- if $values.rulePacks }}
- name: rules
  configMap:
    name: {{ include "resonance.fullname" .root }}-rules
{{- end }}
{{- if include "resonance.onVolume" .root }}
- name: state
  persistentVolumeClaim:
    claimName: {{ include "resonance.claimName" .root }}
{{- end }}
{{- with $values.secrets.files }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- range . }}
      - secret:
          name: {{ . }}
      {{- end }}
{{- end }}
{{- with $values.tls.secret }}
- name: tls
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- if include "resonance.talksOpcUa" . }}
- name: pki-rejected
  emptyDir:
    sizeLimit: 16Mi
{{- range $folder, $secret := $values.pki }}
{{- if $secret }}
- name: pki-{{ $folder }}
  secret:
    secretName: {{ $secret }}
    defaultMode: 0440
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
