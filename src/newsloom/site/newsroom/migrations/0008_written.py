from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0007_readings'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='written',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='story',
            name='told_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
